namespace Storage.Catalog;

/// <summary>The shape of a notification's body. Stored as a word.</summary>
public enum WebhookFormat
{
    /// <summary>All fields (docs/alerts.md).</summary>
    Json,

    /// <summary>One <c>text</c>, as Slack and Mattermost take it.</summary>
    Slack,

    /// <summary>One <c>content</c>, as Discord takes it.</summary>
    Discord,
}
