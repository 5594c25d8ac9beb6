namespace Analytics.Reports.Attribution;

/// <summary>
/// A rule that shares one conversion among the touches before it. Its weights are whole numbers, so that a share is exact:
/// an SQL array over <c>path</c>, the touches in order, <c>n</c> of them, before the conversion at <c>at</c> (milliseconds).
/// </summary>
/// <param name="Name">Word in questions and column names.</param>
/// <param name="Title">Name for people.</param>
/// <param name="Definition">What it does.</param>
/// <param name="Weights">The SQL array.</param>
internal sealed record AttributionModel(string Name, string Title, string Definition, string Weights)
{
    // 2^20 for a touch at the conversion, halved every 7 days, at least 1.
    private const string Decay = "arrayMap(t -> greatest(1, toInt64(round(exp2((t.1 - at) / 604800000.) * 1048576))), path)";

    public static readonly IReadOnlyList<AttributionModel> All =
    [
        new("first", "First touch", "All to the first touch.", "arrayMap(i -> toInt64(i = 1), arrayEnumerate(path))") { IsUndivided = true },
        new("last", "Last touch", "All to the last touch.", "arrayMap(i -> toInt64(i = n), arrayEnumerate(path))") { IsUndivided = true },
        new("last_non_direct", "Last non-direct touch", "All to the last touch that is not direct; to the last when all are.",
            "arrayMap(i -> toInt64(i = if(arrayLastIndex(t -> NOT t.4, path) AS named = 0, n, named)), arrayEnumerate(path))") { IsUndivided = true },
        new("linear", "Linear", "The same to every touch.", "arrayMap(t -> toInt64(1), path)"),
        new("position", "Position", "40 % to the first, 40 % to the last, 20 % to those between; halves when there are two.",
            "arrayMap(i -> if(n > 2 AND (i = 1 OR i = n), toInt64(2 * (n - 2)), toInt64(1)), arrayEnumerate(path))"),
        new("time_decay", "Time decay", "By age: a touch weighs half as much as one 7 days later.", Decay),
    ];

    public static readonly IReadOnlyList<string> Names = [.. All.Select(model => model.Name)];

    /// <summary>Whether one touch gets all.</summary>
    public bool IsUndivided { get; init; }

    /// <summary>
    /// The shares of a whole amount, which add up to it: each gets its part rounded down, and the units left over go to the largest
    /// remainders, among equals to the earlier touch.
    /// </summary>
    public string Shares(string amount, string weights)
    {
        if (IsUndivided)
        {
            return $"arrayMap(w -> w * toInt128({amount}), {weights})";
        }

        var (all, product) = ($"arraySum({weights})", $"toInt128({amount}) * w");
        var whole = $"arrayMap(w -> intDiv({product}, {all}), {weights})";
        var ranks = $"arraySort((i, w) -> (-(({product}) % {all}), i), arrayEnumerate({weights}), {weights})";
        var lucky = $"arraySlice({ranks}, 1, toInt64({amount} - arraySum({whole})))";
        return $"arrayMap((share, i) -> share + has({lucky}, i), {whole}, arrayEnumerate({weights}))";
    }
}
