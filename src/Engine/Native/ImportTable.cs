using System.Runtime.InteropServices;

namespace Engine.Native;

/// <summary>
/// The functions that a loaded library takes from others, by name: the slots of its ELF relocation tables. Putting another address
/// into a slot makes the library call that instead; other libraries do not notice. Linux with 64 bits only.
/// </summary>
/// <remarks>Source: System V ABI, chapter 5 (dynamic section, relocation); <c>dlinfo(3)</c> for where the section lies.</remarks>
internal sealed unsafe class ImportTable
{
    private const int RequestLinkMap = 2;
    private const int ProtectReadWrite = 1 | 2;
    private const int TagStrings = 5;
    private const int TagSymbols = 6;
    private const int TagRelocations = 7;
    private const int TagRelocationBytes = 8;
    private const int TagRelativeCount = 0x6ffffff9;
    private const int TagJumpBytes = 2;
    private const int TagJumps = 23;

    private readonly byte* _base;
    private readonly Dictionary<long, nint> _tags = [];

    private ImportTable(LinkMap* map)
    {
        _base = map->Address;
        for (var entry = map->Dynamic; entry->Tag != 0; entry++)
        {
            _tags[entry->Tag] = entry->Value;
        }
    }

    /// <summary>The table of a library that is loaded; null where the system has no such tables, or tells not where (glibc before 2.34).</summary>
    internal static ImportTable? Of(nint library)
    {
        if (!OperatingSystem.IsLinux() || nint.Size != 8)
        {
            return null;
        }

        try
        {
            LinkMap* map;
            return LibcMethods.LibraryInfo(library, RequestLinkMap, &map) == 0 ? new ImportTable(map) : null;
        }
        catch (EntryPointNotFoundException)
        {
            return null;
        }
    }

    /// <summary>Lets the library call other functions instead of those with these names.</summary>
    /// <returns>How many slots were changed.</returns>
    internal int Replace(IReadOnlyDictionary<string, nint> functions)
    {
        var changed = Replace(TagJumps, TagJumpBytes, 0, functions);

        // The relative ones name no function; they come first, and there are a million of them.
        return changed + Replace(TagRelocations, TagRelocationBytes, _tags.GetValueOrDefault(TagRelativeCount), functions);
    }

    private int Replace(int table, int bytes, nint skipped, IReadOnlyDictionary<string, nint> functions)
    {
        var changed = 0;
        var entries = (Relocation*)Pointer(table);
        for (var i = skipped; i < _tags.GetValueOrDefault(bytes) / sizeof(Relocation); i++)
        {
            var name = Name((uint)(entries[i].Info >> 32));
            if (functions.TryGetValue(name, out var function))
            {
                Write((nint*)(_base + entries[i].Offset), function);
                changed++;
            }
        }

        return changed;
    }

    private string Name(uint symbol)
    {
        const int SymbolBytes = 24;
        var name = *(uint*)(Pointer(TagSymbols) + (symbol * SymbolBytes));
        return Marshal.PtrToStringUTF8((nint)(Pointer(TagStrings) + name)) ?? "";
    }

    // The loader has made the addresses absolute, or not, as the platform has it.
    private byte* Pointer(int tag)
    {
        var value = (byte*)_tags.GetValueOrDefault(tag);
        return value < _base ? _base + (nint)value : value;
    }

    // Some slots lie in pages that the loader has made read-only.
    private static void Write(nint* slot, nint function)
    {
        var page = (nint)slot & ~(nint)(Environment.SystemPageSize - 1);
        if (LibcMethods.ProtectMemory(page, Environment.SystemPageSize, ProtectReadWrite) != 0)
        {
            throw new InvalidOperationException("A page of the engine's library cannot be written.");
        }

        *slot = function;
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct LinkMap
    {
        public byte* Address;
        public byte* Name;
        public Dynamic* Dynamic;
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct Dynamic
    {
        public long Tag;
        public nint Value;
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct Relocation
    {
        public nint Offset;
        public ulong Info;
        public long Addend;
    }
}
