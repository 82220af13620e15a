namespace Hikyaku.Mail.Store;

/// <summary>The octets of a message in a journal batch, with their name.</summary>
public readonly record struct BatchContent(BlobId Id, MessageContent Content);
