namespace Storage.Catalog;

/// <summary>What a goal looks at. Stored by name; never rename.</summary>
public enum GoalType
{
    /// <summary>An event of a name, perhaps with properties.</summary>
    Event,

    /// <summary>A view of a page whose path matches a pattern.</summary>
    Page,

    /// <summary>A view scrolled at least so far, in percent.</summary>
    Scroll,

    /// <summary>A visit with at least so much engaged time, in seconds.</summary>
    Engaged,
}
