using System.Collections.Frozen;

namespace Collector.Enrichment.Bots;

/// <summary>
/// Autonomous systems of hosting companies and clouds, by number: people rarely sit there, but their VPNs and companies' proxies
/// do, so it is one signal beside others. Networks known for the traffic of people (Cloudflare, iCloud relays) are left out.
/// </summary>
internal static class DataCentres
{
    public static readonly FrozenSet<ulong> Numbers = new ulong[]
    {
        8_987, 14_618, 16_509, // Amazon
        396_982, // Google Cloud
        8_075, // Microsoft
        31_898, // Oracle
        37_963, 45_102, // Alibaba
        45_090, 132_203, // Tencent
        55_990, 136_907, // Huawei
        36_351, // IBM
        14_061, // DigitalOcean
        16_276, 35_540, // OVH
        24_940, 212_317, 213_230, // Hetzner
        63_949, // Linode
        20_473, // Vultr
        40_021, 51_167, // Contabo
        12_876, // Scaleway
        7_203, 28_753, 30_633, 60_781, // Leaseweb
        8_560, // IONOS
        197_540, // netcup
        31_034, // Aruba
        47_583, // Hostinger
        26_496, // GoDaddy
        22_612, // Namecheap
        26_347, // DreamHost
        19_994, 27_357, 33_070, // Rackspace
        9_009, // M247
        60_068, 212_238, // Datacamp
        29_802, // Hivelocity
        40_676, // Psychz
        8_100, // QuadraNet
        36_352, // ColoCrossing
        203_020, // HostRoyale
        49_981, // WorldStream
        50_673, // Serverius
        202_053, // UpCloud
        200_350, // Yandex Cloud
        49_505, // Selectel
        9_123, // Timeweb
        199_524, // G-Core
        36_007, // Kamatera
        21_859, // Zenlayer
    }.ToFrozenSet();
}
