namespace Collector.Enrichment.Bots;

/// <summary>
/// The table of known programs whose kind matters: words of their user agents in lower case, by kind; ^ before a word
/// means "at the beginning". The order of the rows is the order in which they are tried. isbot and uap-core know many more, but not what they are for.
/// </summary>
internal static class BotWords
{
    /// <summary>Kind, reason word, and the words of which one must be in the user agent.</summary>
    public static IReadOnlyList<(string Kind, string Reason, string[] Words)> Rows { get; } =
    [
        (BotKinds.AiAgent, "ai-agent",
            [
                "gptbot", "chatgpt-user", "chatgpt agent", "oai-searchbot", "oai-adsbot", "openai/", "openai.com/bot",
                "claudebot", "claude-user", "claude-searchbot", "claude-web", "claude-code/", "anthropic-ai",
                "perplexitybot", "perplexity-user", "ccbot", "bytespider", "tiktokspider", "amazonbot", "amzn-searchbot", "amzn-user",
                "meta-externalagent", "meta-externalfetcher", "meta-webindexer", "facebookbot/", "google-cloudvertexbot",
                "google-notebooklm", "google-agent", "googleagent-mariner", "gemini-deep-research", "google-extended", "applebot-extended",
                "cohere-ai", "cohere-training-data-crawler", "diffbot", "; youbot", "mistralai-user", "mistralai-index", "duckassistbot",
                "ai2bot", "img2dataset", "omgilibot", "omgili/", "webzio-extended", "timpibot", "imagesiftbot", "pangubot", "deepseekbot",
                "xai-grok", "grokbot", "grok-deepsearch", "phindbot", "iaskbot", "linerbot", "kangaroo bot",
                "velenpublicwebcrawler", "bedrockbot", "crawl4ai", "firecrawlagent", "firecrawl", "tavilybot", "exabot-ai", "manus-user",
                "andibot", "brightbot", "qualifiedbot", "sbintuitionsbot", "aihitbot", "novaact", "quillbot", "wpbot", "cotoyogi",
                "shapbot", "thinkbot", "terracotta", "poggio-citations", "aisearchbot", "cursor/",
            ]),
        (BotKinds.Monitor, "monitor",
            [
                "uptimerobot", "pingdom", "statuscake", "site24x7", "betteruptime", "better uptime", "better stack", "uptime-kuma",
                "uptime kuma", "updown.io", "hetrixtools", "freshping", "freshworksmonitoring", "checkly", "datadogsynthetics",
                "datadog/synthetics", "newrelicpinger", "newrelicsynthetics", "nagios", "check_http", "icinga", "zabbix",
                "blackbox exporter", "blackbox-exporter", "prometheus/", "googlestackdrivermonitoring", "google-cloud-monitoring",
                "amazon-route53-health-check", "elb-healthchecker", "googlehc/", "kube-probe", "cloudflare-healthchecks",
                "cloudflare-traffic-manager", "cloudflare-diagnostics", "catchpoint", "ruxitsynthetic", "dynatracesynthetic", "gomezagent",
                "rigor/", "speedcurve", "chrome-lighthouse", "google page speed insights", "pagespeed", "gtmetrix", "ptst/",
                "webpagetest", "calibreapp", "dareboost", "uptimia", "monitis", "montastic", "nodeping", "panopta", "wormly", "websitepulse",
                "alertsite", "ohdear", "oh dear", "cronitor", "hyperping", "pulsetic", "yottaamonitor", "uptimebot", "jetmon",
                "monibot", "monit/", "netcraft", "statusgator", "consul health check", "^grafana", "k6/", "azure-traffic-manager",
                "alwayson", "applicationinsights", "sucuri integrity monitor", "ping-service", "cookiebot", "semonto", "phpservermon",
            ]),
        (BotKinds.Headless, "headless",
            [
                "headlesschrome", "headless", "phantomjs", "slimerjs", "casperjs", "puppeteer", "playwright", "selenium", "webdriver",
                "cypress/", "htmlunit", "jsdom", "zombie.js", "prerender", "rendertron", "splash/", "nightmarejs", "testcafe",
            ]),
        (BotKinds.Scanner, "scanner",
            [
                "nikto", "sqlmap", "nmap", "masscan", "zgrab", "nuclei", "expanse, a palo alto", "censys", "shodan", "netsystemsresearch",
                "internet-measurement", "internetmeasurement", "openvas", "nessus", "qualys", "acunetix", "netsparker", "invicti",
                "burpcollaborator", "burp suite", "owasp", "zaproxy", "wpscan", "dirbuster", "gobuster", "fuzz faster", "wfuzz",
                "feroxbuster", "arachni", "w3af", "detectify", "whatweb", "jaeles", "l9explore", "l9scan", "l9tcpid", "leakix",
                "paloaltonetworks", "palo alto networks", "cortex-xpanse", "barracuda", "proofpoint", "mimecast", "safelinks", "urldefense",
                "tlsprober", "jaeger_security", "comodo-webinspector", "sophosagent", "fimap", "havij", "commix", "dirb/", "skipfish",
                "projectdiscovery", "securitytrails", "intruder.io", "rapid7", "tenable.io", "hostedscan", "sucuri", "sitelock", "webinspect",
                "appscan", "xtate/", "odin; https", "microsoft office existence discovery",
            ]),
        (BotKinds.Library, "library",
            [
                "curl/", "libcurl", "pycurl", "wget", "python-requests", "python requests", "python-urllib", "python-httpx", "^python/",
                "aiohttp", "go-http-client", "go-resty", "^java/", "okhttp", "apache-httpclient", "httpclient/", "^httpclient", "httpcomponents",
                "async-http-client", "akka-http", "reactornetty", "vert.x", "jersey/", "unirest", "axios/", "node-fetch", "undici",
                "node.js", "got (", "guzzlehttp", "^php/", "libwww-perl", "lwp::", "lwp-", "faraday", "http.rb", "rest-client", "^ruby",
                "postmanruntime", "insomnia/", "reqwest", "ureq", "restsharp", "winhttp", "httpie", "powershell", "aria2", "lftp", "^axel",
                "rclone", "aws-sdk", "boto", "scalaj-http", "lua-resty-http", "^dart/", "dart:io", "^hyper/", "cpp-httplib", "embarcadero",
                "indy library", "mechanize", "urlgrabber", "fetchurl", "^perl/", "deno/", "^bun/", "scrapy-requests", "tls-client",
            ]),
    ];

    /// <summary>
    /// Words of agents that people use though isbot's patterns match them: mail programs, whose opens would otherwise be lost, the
    /// reader of Apple's news, a plug-in of old Internet Explorers, and Google's television. They are asked before the patterns only.
    /// </summary>
    public static string[] People { get; } = ["^superhuman", "^yahoomobilemail/", "^evolution/", "^barca", "applenews/", "chromeframe", "googletv"];
}
