namespace Storage.Catalog;

/// <summary>What an annotation is about. Stored as a word.</summary>
public enum AnnotationKind
{
    Note,
    Release,
    Campaign,
    Outage,
}
