using System.Security.Cryptography;
using System.Text.Json;
using Collector.Enrichment.Visitors;

namespace Collector.Erasure;

/// <summary>
/// <c>erasures/</c> in the data folder: requests that wait and receipts that stay. A command beside the running collector asks
/// by putting a request there. Every file appears whole, by rename.
/// </summary>
internal sealed class ErasureFolder(string folder, Action<string> syncFolder)
{
    private const string RequestEnding = ".request";
    private const string ReceiptEnding = ".receipt";

    /// <summary>Largest file that is read: 64 KiB.</summary>
    private const long MaxBytes = 64 * 1024;

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    public static string NewId() => RandomNumberGenerator.GetHexString(16, lowercase: true);

    public string ReceiptPath(string id) => Path.Combine(folder, id + ReceiptEnding);

    /// <summary>Requests that wait, oldest first. A file that is none stays where it is and is left out.</summary>
    public IReadOnlyList<ErasureRequest> Requests()
    {
        if (!Directory.Exists(folder))
        {
            return [];
        }

        return Directory.EnumerateFiles(folder, "*" + RequestEnding)
            .Select(Read<ErasureRequest>)
            .OfType<ErasureRequest>()
            .OrderBy(request => request.Asked)
            .ToList();
    }

    public ErasureReceipt? Receipt(string id) => File.Exists(ReceiptPath(id)) ? Read<ErasureReceipt>(ReceiptPath(id)) : null;

    /// <summary>Keeps a request, or what is known of it by now, durably.</summary>
    public void Keep(ErasureRequest request) => Write(RequestPath(request.Id), JsonSerializer.SerializeToUtf8Bytes(request));

    /// <summary>Keeps the receipt, then forgets the request.</summary>
    public void Finish(ErasureReceipt receipt)
    {
        Write(ReceiptPath(receipt.Id), JsonSerializer.SerializeToUtf8Bytes(receipt, Indented));
        File.Delete(RequestPath(receipt.Id));
        syncFolder(folder);
    }

    private string RequestPath(string id) => Path.Combine(folder, id + RequestEnding);

    private static T? Read<T>(string path)
        where T : class
    {
        try
        {
            return new FileInfo(path).Length <= MaxBytes ? JsonSerializer.Deserialize<T>(File.ReadAllBytes(path)) : null;
        }
        catch (Exception exception) when (exception is JsonException or IOException)
        {
            return null;
        }
    }

    private void Write(string path, byte[] bytes)
    {
        Directory.CreateDirectory(folder);
        var fresh = path + ".new";
        using (var file = PrivateFiles.Create(fresh))
        {
            file.Write(bytes);
        }

        File.Move(fresh, path, overwrite: true);
        syncFolder(folder);
    }
}
