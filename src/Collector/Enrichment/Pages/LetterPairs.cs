namespace Collector.Enrichment.Pages;

/// <summary>
/// How well a letter follows another in words of people: measured over the names of countries, languages, currencies, months and days in
/// 37 languages of the Latin alphabet without their accents, the words of technical documents, and words with the harder clusters of
/// German, Polish, Welsh, Czech, Chinese, Japanese and Russian as they are spelled in addresses.
/// </summary>
internal static class LetterPairs
{
    /// <summary>Row: the first letter; column: the second; 'e' less or more by as many half bits as the pair speaks for words or for chance.</summary>
    private static readonly string[] Rows =
    [
        "ifcejhfiejgbeajenbdbfhjlgi", // a
        "ajhiamihbhkbjkbhncejbkjlhn", // b
        "bnhjbkkadmddjlaimegbfmnmik", // c
        "ahigaigjaifgiibkneejeljmih", // d
        "dgecghgkhkideaigjabdigifij", // e
        "ckjlbchmalldjmahmbgfdnnkfn", // f
        "bjikakgealkehecjncfibijjjl", // g
        "ajlianjmbljighaljehcdmjnhn", // h
        "cededgenlggdeadgleccjfmjlh", // i
        "amiibnlnckjkhibiimajckimnm", // j
        "akkhajjhalihgiblnfegdjimen", // k
        "aijfakimamjcklbinmefdimnel", // l
        "adiiankkblmgfkbcnlflflmlin", // m
        "bkebbgbkbjhijgdjnlbafimmhj", // n
        "ggeeiiglhjgccafenadeeefjlk", // o
        "akhhaljfcnkbjlbdnafdemlnhn", // p
        "fnllinmlhnnblmmkmgjiajkmnn", // q
        "ahgfajglanghfgbimfddehknfl", // r
        "dkdhajmdbkcehidfkicaehimgj", // s
        "blgkajmdallhijbjnccfeljlek", // t
        "cefecicmdkhdebkenbcbkilgjh", // u
        "amiialinammjjjennigjennnkn", // v
        "akijakmeanlfkdcjmecklnlmhn", // w
        "dfdfbkjfckmifnfanjgajknhfn", // x
        "agfgcggkfgidecdamfbefjhmli", // y
        "afjkannhajifigcjnifhdlingg", // z
    ];

    private static readonly sbyte[] Evidence = [.. Rows.SelectMany(row => row.Select(c => (sbyte)(c - 'e')))];

    /// <summary>How much the pair of letters speaks for chance and against a word, in half bits: −4 to 9. Case does not count.</summary>
    public static int ForChance(char first, char second) => Evidence[(((first | 0x20) - 'a') * 26) + (second | 0x20) - 'a'];
}
