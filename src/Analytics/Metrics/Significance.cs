namespace Analytics.Metrics;

/// <summary>
/// How likely a difference at least as large would be if nothing had changed: two-sided p-values by the normal
/// approximation. Null where an expected count is below 5 (Cochran's rule), for there the approximation does not hold. Meaning,
/// assumptions and sources: docs/metrics.md.
/// </summary>
internal static class Significance
{
    private const double LeastExpected = 5;

    /// <summary>
    /// Two Poisson counts over two stretches of time, given their sum (Przyborowski and Wilenski 1940):
    /// z = (a·t₂ − b·t₁) ÷ √((a + b)·t₁·t₂).
    /// </summary>
    public static double? OfCounts(double a, TimeSpan over, double b, TimeSpan overBefore)
    {
        var (t1, t2) = (over.TotalHours, overBefore.TotalHours);
        var smallest = (a + b) * Math.Min(t1, t2) / (t1 + t2);
        return t1 > 0 && t2 > 0 && smallest >= LeastExpected
            ? TwoSided(((a * t2) - (b * t1)) / Math.Sqrt((a + b) * t1 * t2))
            : null;
    }

    /// <summary>
    /// Two proportions with a pooled variance (NIST/SEMATECH e-Handbook of Statistical Methods, 7.3.3):
    /// z = (p₁ − p₂) ÷ √(p·(1 − p)·(1/n₁ + 1/n₂)).
    /// </summary>
    public static double? OfRates(double p1, double n1, double p2, double n2)
    {
        var p = ((p1 * n1) + (p2 * n2)) / (n1 + n2);
        var smallest = Math.Min(n1, n2) * Math.Min(p, 1 - p);
        return smallest >= LeastExpected
            ? TwoSided((p1 - p2) / Math.Sqrt(p * (1 - p) * ((1 / n1) + (1 / n2))))
            : null;
    }

    // 2·(1 − Φ(|z|)) by Abramowitz and Stegun, Handbook of Mathematical Functions, 26.2.17: wrong by less than 2·10⁻⁷.
    private static double TwoSided(double z)
    {
        var x = Math.Abs(z);
        var t = 1 / (1 + (0.2316419 * x));
        var sum = t * (0.319381530 + (t * (-0.356563782 + (t * (1.781477937 + (t * (-1.821255978 + (t * 1.330274429))))))));
        return Math.Round(Math.Clamp(2 * sum * Math.Exp(-x * x / 2) / Math.Sqrt(2 * Math.PI), 0, 1), 6);
    }
}
