namespace Analytics.Alerts;

/// <summary>What an alert saw.</summary>
/// <param name="Value">The value in the window that ends now.</param>
/// <param name="Weeks">The values of the same window in the weeks before, as far as the site had been counted then; the latest first.</param>
internal sealed record AlertReading(double Value, IReadOnlyList<double> Weeks);
