namespace Collector.Enrichment.Places;

/// <summary>A file of places is broken, cut off, or of a kind that is not known.</summary>
internal sealed class PlaceFileException : Exception
{
    public PlaceFileException()
    {
    }

    public PlaceFileException(string message)
        : base(message)
    {
    }

    public PlaceFileException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
