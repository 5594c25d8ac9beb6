using System.Security.Cryptography;
using Shared;

namespace Storage.Tests.Schema;

/// <summary>
/// A migration that has landed is never edited: a database that has run it would keep what the earlier text made, under the same number.
/// A new migration gets a line here; a line that changes is a mistake.
/// </summary>
public class FrozenMigrationsTests
{
    private static readonly string[] Folders = ["src/Storage/Schema", "src/Storage/Catalog/Migrations"];

    private static readonly Dictionary<string, string> Frozen = new()
    {
        ["src/Storage/Schema/0004_witnesses.sql"] = "d2b182813765f4219eb05777672ce022791361b748aaf1a3dc081fa8a0e57e3a",
        ["src/Storage/Catalog/Migrations/0009_installation.sql"] = "275c7dab5a1ab000d4c8f8df01fd774a68825cfdeaa2cbb6b652cc3ca4595812",
        ["src/Storage/Catalog/Migrations/0001_catalog.sql"] = "e0e6f4675ac75f8dbe1dab315c89a62941f7d761c520f30b5ee85262121022b5",
        ["src/Storage/Catalog/Migrations/0002_site_privacy.sql"] = "cf5172532141ebfc3648f46c5e87124ca0c0f512720b2feb6cf9bb405386d25b",
        ["src/Storage/Catalog/Migrations/0003_segments.sql"] = "a9d9da21390b42e06a90317983a41fb88abe31cfa348931a458a6510b2bf69be",
        ["src/Storage/Catalog/Migrations/0005_campaign_costs.sql"] = "65c9be1d0b9b1c380e39941c461303605369202d4904cb3bab74268b9593e257",
        ["src/Storage/Catalog/Migrations/0006_users.sql"] = "64d406ee3853d306e30acb1a5f8d19231ebd0874e77db9d3ec444af2b0dcc627",
        ["src/Storage/Catalog/Migrations/0007_alerts.sql"] = "6a2c082add7bc992c28904d039907a11c39d610c680c415ecad8f9f76ffad179",
        ["src/Storage/Catalog/Migrations/0008_removed_sites.sql"] = "989bdc98a7816e4a9df50ed51d78b6ce35c3cb832b847531fbd926692c0f54f1",
        ["src/Storage/Schema/0001_events.sql"] = "0f6209af71bec6a69df04bd22a2af4683ebd304f0508d16780eec764f8f11fe3",
        ["src/Storage/Schema/0003_complete.sql"] = "a2b035e4a3c0a97aba3a8d7b0a85c02013ca96a58dae0faa15e75bdec984e140",
        ["src/Storage/Schema/0002_rollups.sql"] = "75dac97576d56df85cba219ee6c018bdce976b5257fe7315a6bff40a3442e605",
    };

    [Fact]
    public void Every_migration_is_as_it_landed()
    {
        var now = Folders.SelectMany(folder => Directory.GetFiles(Path.Combine(Repository.Root, folder), "*.sql"))
            .ToDictionary(file => Path.GetRelativePath(Repository.Root, file).Replace('\\', '/'), file => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file))));

        Assert.Equal(Frozen.OrderBy(entry => entry.Key), now.OrderBy(entry => entry.Key));
    }
}
