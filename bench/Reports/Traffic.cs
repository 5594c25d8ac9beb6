using Storage.ClickHouse;

namespace ReportsBench;

/// <summary>
/// Traffic of one site made inside the engine, the same for the same seed. Five to six events a visit on average: page views each with one
/// beacon, carts and purchases; a quarter of the visitors have a durable key, from a pool they come back out of.
/// The visit columns are stamped as the collector stamps them.
/// </summary>
internal static class Traffic
{
    public const uint Site = 1;

    private const double EventsPerVisit = 5.6;

    /// <summary>Inserts about <paramref name="events"/> events over <paramref name="days"/> days before <paramref name="end"/>, day by day.</summary>
    public static async Task FillAsync(ClickHouseClient client, long events, int days, DateOnly end, ulong seed, Action<int> progress)
    {
        var visits = (long)(events / EventsPerVisit / days);
        for (var day = 0; day < days; day++)
        {
            var midnight = end.AddDays(day - days).ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc);
            await client.ExecuteAsync(new SqlQuery(Sql)
                .With("site", Site)
                .With("seed", seed)
                .With("first", (long)day * visits)
                .With("visits", visits)
                .With("midnight", new DateTimeOffset(midnight).ToUnixTimeMilliseconds())
                .Setting("async_insert", "0")
                .Setting("max_memory_usage", "0")
                .Setting("max_execution_time", "600"));
            progress(day + 1);
        }
    }

    // v is a visit; r(k) are independent random numbers of it. An inner row is an event: k is the view's number, part tells page view (0),
    // beacon (1) or a custom event (2).
    private const string Sql =
        """
        INSERT INTO events (node, seq, site, time, received, name, class, visitor, identity, visit, visits, bounces, timed, duration,
            pageviews, engaged, scroll, view, view_number, hostname, path, title, entry_path, previous_path, referrer, source, channel,
            utm_source, utm_medium, utm_campaign, touch, touch_source, touch_medium, touch_campaign, touch_channel, country, region, city,
            geo_source, browser, browser_version, os, os_version, device, screen_width, language, value, currency, order_id, properties)
        WITH
            ['', 'Google', 'Google', 'Google', 'Bing', 'Facebook', 'X', 'Newsletter', 'ChatGPT', 'news.example'] AS sources,
            ['Direct', 'Organic Search', 'Organic Search', 'Paid Search', 'Organic Search', 'Organic Social', 'Organic Social', 'Email',
                'AI Assistants', 'Referral'] AS channels,
            ['DE', 'US', 'FR', 'GB', 'AM', 'IR', 'MY', 'NL', 'PL', 'IT', 'ES', 'SE', 'TR', 'BR', 'IN', 'JP'] AS countries,
            ['Chrome', 'Chrome', 'Chrome', 'Safari', 'Mobile Safari', 'Mobile Safari', 'Firefox', 'Edge'] AS browsers,
            ['Windows', 'Windows', 'Android', 'Mac OS X', 'iOS', 'iOS', 'Linux', 'Windows'] AS systems,
            ['desktop', 'desktop', 'phone', 'desktop', 'phone', 'phone', 'desktop', 'desktop'] AS devices,
            ['en-US', 'de-DE', 'fr-FR', 'fa-IR', 'hy-AM', 'ms-MY', 'en-GB', 'es-ES'] AS languages
        SELECT 7, rowNumberInAllBlocks() + {first:Int64} * 20, {site:UInt32}, fromUnixTimestamp64Milli(at, 'UTC'), fromUnixTimestamp64Milli(at, 'UTC'), event,
            if(robot, 'bot', 'human'), who, if(durable, 'user', 'cookieless'), cityHash64(v, {seed:UInt64}, 'visit'),
            event_number = 1, multiIf(event_number = 1, 1, breaks AND event_number = breaker, -1, 0), event_number = 2,
            if(event_number = 1, 0, at - times[event_number - 1]), part = 0, if(part = 1, spent, 0), if(part = 1, 25 + r % 76, 0),
            cityHash64(v, k, 'view'), if(part = 0, k, 0), 'www.example.com', pages[k], concat('The page ', pages[k]), pages[1],
            if(part = 0 AND k > 1, pages[k - 1], ''), if(sources[s] = '', '', concat('https://', lower(sources[s]), '.example/')), sources[s], channels[s],
            if(tagged, lower(sources[s]), ''), if(tagged, 'cpc', ''), if(tagged, concat('campaign-', toString(r % 40)), ''), event_number = 1,
            if(event_number = 1, sources[s], ''), if(event_number = 1 AND tagged, 'cpc', ''),
            if(event_number = 1 AND tagged, concat('campaign-', toString(r % 40)), ''), if(event_number = 1, channels[s], ''), countries[c],
            concat(countries[c], '-', toString(r % 12)), concat('City ', toString((r % 12) * 16 + c)), 'mmdb', browsers[b],
            toString(110 + r % 30), systems[b], toString(10 + r % 8), devices[b], [1920, 1440, 390, 1536, 412, 430, 2560, 1366][b], languages[1 + r % 8],
            if(event = 'Purchase', toDecimal64(5 + r % 20000 / 100, 4), NULL), if(event = 'Purchase', 'EUR', ''),
            if(event = 'Purchase', toString(v), ''), if(event IN ('AddToCart', 'Purchase'), map('product', concat('P', toString(r % 200))), map())
        FROM
        (
            SELECT v, r, s, c, b, who, durable, robot, tagged, pages, breaks, times, breaker, event_number, parts[event_number].1 AS k,
                parts[event_number].2 AS part, spents[parts[event_number].1] AS spent, times[event_number] AS at,
                multiIf(part = 0, 'pageview', part = 1, 'engagement', k = 1, 'AddToCart', 'Purchase') AS event
            FROM
            (
                SELECT {first:Int64} + number AS v, cityHash64(v, {seed:UInt64}) AS r,
                    1 + least(intDiv(cityHash64(v, 'views') % 1000, 450) + (cityHash64(v, 'more') % 5 = 0) * (cityHash64(v, 'how') % 12), 14) AS n,
                    1 + toUInt32(pow(cityHash64(v, 's') % 1000 / 1000., 1.7) * 10) AS s, 1 + toUInt32(pow(cityHash64(v, 'c') % 1000 / 1000., 2) * 16) AS c,
                    1 + cityHash64(v, 'b') % 8 AS b, cityHash64(v, 'd') % 4 = 0 AS durable, cityHash64(v, 'bot') % 50 = 0 AS robot,
                    channels[s] = 'Paid Search' AS tagged,
                    if(durable, cityHash64(toUInt64(pow(cityHash64(v, 'u') % 1000000 / 1000000., 1.5) * {visits:Int64} * 4), 'user'),
                        cityHash64(intDiv(v, 1 + (cityHash64(intDiv(v, 2), 'twice') % 6 = 0)), 'day')) AS who,
                    arrayMap(k -> multiIf(cityHash64(v, k, 'kind') % 5 = 0, concat('/product/', toString(toUInt32(pow(cityHash64(v, k, 'p') % 10000 / 10000., 3) * 400))),
                        k = 1 AND cityHash64(v, 'home') % 3 = 0, '/',
                        concat('/blog/', toString(toUInt32(pow(cityHash64(v, k, 'p') % 100000 / 100000., 4) * 5000)))), range(1, n + 1)) AS pages,
                    arrayMap(k -> toUInt32(1000 + pow(cityHash64(v, k, 'e') % 100000 / 100000., 3) * 240000), range(1, n + 1)) AS spents,
                    cityHash64(v, 'cart') % 12 = 0 AS cart, cart AND cityHash64(v, 'buy') % 3 = 0 AS bought,
                    arrayConcat(arrayFlatten(arrayMap(k -> [(k, 0), (k, 1)], range(1, n + 1))), if(cart, [(1, 2)], []), if(bought, [(2, 2)], [])) AS parts,
                    {midnight:Int64} + toInt64(86400000 * (0.5 + 0.5 * pow(cityHash64(v, 't') % 1000000 / 1000000. * 2 - 1, 3))) AS began,
                    arrayMap((p, i) -> began + if(p.2 = 2, arraySum(spents) + 3000 * i, arraySum(arraySlice(spents, 1, p.1 - 1)) + 1500 * (p.1 - 1)
                        + if(p.2 = 1, spents[p.1], 0)), parts, arrayEnumerate(parts)) AS times,
                    n > 1 OR cart OR spents[1] >= 10000 AS breaks, if(n = 1 AND (spents[1] >= 10000 OR NOT cart), 2, 3) AS breaker
                FROM numbers({visits:Int64})
            )
            ARRAY JOIN arrayEnumerate(parts) AS event_number
        )
        """;
}
