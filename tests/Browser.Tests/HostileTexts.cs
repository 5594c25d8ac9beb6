namespace Browser.Tests;

/// <summary>Texts that become script, style or markup where a page writes them without care. Each calls xss() or alert() when it runs.</summary>
internal static class HostileTexts
{
    private const string Corpus = """"
        <script>xss(1)</script>
        <SCRIPT>xss(2)</SCRIPT>
        <script src=data:text/javascript,xss(3)></script>
        <script>xss`4`</script>
        "><script>xss(5)</script>
        '><script>xss(6)</script>
        </title><script>xss(7)</script>
        </textarea><script>xss(8)</script>
        </style><script>xss(9)</script>
        </script><script>xss(10)</script>
        --><script>xss(11)</script>
        ]]><script>xss(12)</script>
        <scr<script>ipt>xss(13)</scr</script>ipt>
        <img src=x onerror=xss(14)>
        <img src=x onerror="xss(15)">
        "><img src=x onerror=xss(16)>
        '"><img src=x onerror=xss(17)>
        <img src=x:x onerror=xss(18)//
        <img/src/onerror=xss(19)>
        <IMG SRC=javascript:xss(20)>
        <image src=x onerror=xss(21)>
        <svg onload=xss(22)>
        <svg/onload=xss(23)>
        <svg><script>xss(24)</script></svg>
        <svg><animate onbegin=xss(25) attributeName=x dur=1s>
        <svg><a xlink:href="javascript:xss(26)"><text y=20>go</text></a></svg>
        <svg><use href="data:image/svg+xml,<svg id=x xmlns='http://www.w3.org/2000/svg' onload='xss(27)'/>#x"></use></svg>
        <svg><foreignObject><body onload=xss(28)></foreignObject></svg>
        <math><mtext><table><mglyph><style><!--</style><img src=x onerror=xss(29)>
        <math href="javascript:xss(30)">go</math>
        <body onload=xss(31)>
        <iframe src="javascript:xss(32)"></iframe>
        <iframe srcdoc="<script>parent.xss(33)</script>"></iframe>
        <object data="javascript:xss(34)"></object>
        <embed src="javascript:xss(35)">
        <a href="javascript:xss(36)" autofocus onfocus=xss(36)>go</a>
        <a href="jav&#x09;ascript:xss(37)">go</a>
        <a href="&#106;avascript:xss(38)">go</a>
        <input autofocus onfocus=xss(39)>
        <select autofocus onfocus=xss(40)></select>
        <textarea autofocus onfocus=xss(41)></textarea>
        <details open ontoggle=xss(42)><summary>go</summary></details>
        <video><source onerror=xss(43)></video>
        <video src=x onerror=xss(44)></video>
        <audio src=x onerror=xss(45)></audio>
        <marquee onstart=xss(46)>go</marquee>
        <style>@import 'javascript:xss(47)';</style>
        <style>*{animation:x 1s}@keyframes x{}</style><b onanimationstart=xss(48)>go</b>
        <link rel=stylesheet href="javascript:xss(49)">
        <meta http-equiv="refresh" content="0;url=javascript:xss(50)">
        <base href="javascript:xss(51)//">
        <form action="javascript:xss(52)"><button>go</button></form>
        <button formaction="javascript:xss(53)">go</button>
        <div style="background:url(javascript:xss(54))">go</div>
        <template><img src=x onerror=xss(55)></template>
        <noscript><p title="</noscript><img src=x onerror=xss(56)>">
        <xmp><p title="</xmp><img src=x onerror=xss(57)>">
        javascript:xss(58)
        data:text/html,<script>xss(59)</script>
        " onmouseover="xss(60)
        ' autofocus onfocus='xss(61)
        ` onmouseover=xss(62) `
        ${xss(63)}
        {{constructor.constructor('xss(64)')()}}
        <%= xss(65) %>
        #{xss(66)}
        '-xss(67)-'
        \"-xss(68)-\"
        \u003cscript\u003exss(69)\u003c/script\u003e
        %3Cscript%3Exss(70)%3C/script%3E
        &lt;script&gt;xss(71)&lt;/script&gt;
        &#60;script&#62;xss(72)&#60;/script&#62;
        <b onclick=alert(73)>go</b>
        <dialog open onclose=alert(74)>go</dialog>
        =HYPERLINK("javascript:xss(75)","go")
        __proto__
        constructor
        ‮<script>xss(78)</script>
        """";

    /// <summary>Each text once, without white space at its ends; at most 120 characters, as long as a name may be.</summary>
    public static IReadOnlyList<string> All { get; } = [.. Corpus.Split('\n').Select(line => line.Trim())];
}
