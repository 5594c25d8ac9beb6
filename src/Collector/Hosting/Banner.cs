using System.Diagnostics;
using System.Globalization;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Storage.Catalog;

namespace Collector.Hosting;

/// <summary>What a person sees at start: where to look, how to sign in, what to paste.</summary>
internal static class Banner
{
    /// <summary>The sign-in link works once, for a day.</summary>
    private static readonly TimeSpan SignInLife = TimeSpan.FromDays(1);

    /// <summary>How long the database may take before the waiting is mentioned.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>Writes it when the database is there; returns at once when the program is told to stop before.</summary>
    /// <exception cref="Storage.Schema.NewerVersionException">The database is of a newer version of this program.</exception>
    public static async Task WriteAsync(
        WebApplication app, CollectorOptions options, CatalogStore catalog, DatabaseLink link, long begun, CancellationToken cancellationToken)
    {
        var addresses = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses ?? [];
        var address = (addresses.FirstOrDefault() ?? options.Urls).TrimEnd('/').Replace("[::]", "localhost", StringComparison.Ordinal).Replace("0.0.0.0", "localhost", StringComparison.Ordinal);
        if (!await IsReadyAsync(link, address, cancellationToken))
        {
            return;
        }

        var site = catalog.Sites().Count > 0 ? catalog.Sites()[0].Name : "example.com";
        var seconds = Stopwatch.GetElapsedTime(begun).TotalSeconds.ToString("F1", CultureInfo.InvariantCulture);
        Console.WriteLine($"""

            Collector is ready after {seconds} s.
              Dashboard    {address}/
              Sign in      {SignIn(address, catalog, options)}
              Paste this   <script defer src="{address}/s.js" data-site="{site}"></script>
            """);
        if (options.Demo)
        {
            Console.WriteLine($"  Demo shop    {address}/demo/");
        }

        if (catalog.Sites().Count == 0)
        {
            Console.WriteLine($"  There is no site yet: {ProgramName.Typed} site add example.com --data {options.Data}, or start with --sites example.com");
        }

        Console.WriteLine();
    }

    // Whoever reads the log of a collector that has an owner is not to become one.
    private static string SignIn(string address, CatalogStore catalog, CollectorOptions options)
    {
        if (catalog.HasOwner())
        {
            return $"{address}/   (a new link for someone: {ProgramName.Typed} user link NAME --data {options.Data})";
        }

        try
        {
            return $"{address}/sign-in?token={catalog.CreateSignInToken(SignInLife)}   (once, within a day)";
        }
        catch (CatalogException exception)
        {
            // A full disk, most likely: hits are refused until there is room, and a link can wait.
            return $"no link can be made now: {exception.Message} Start again when there is room.";
        }
    }

    private static async Task<bool> IsReadyAsync(DatabaseLink link, string address, CancellationToken stopping)
    {
        try
        {
            try
            {
                await link.Migrated.WaitAsync(Patience, stopping);
            }
            catch (TimeoutException)
            {
                Console.WriteLine($"Collecting on {address}. The database does not answer yet: hits wait in the journal, reports come when it does.");
                await link.Migrated.WaitAsync(stopping);
            }

            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
