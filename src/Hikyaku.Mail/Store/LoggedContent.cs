namespace Hikyaku.Mail.Store;

/// <summary>The octets of a message in the journal.</summary>
/// <param name="Id">Their name.</param>
/// <param name="Length">Their number.</param>
/// <param name="Open">Opens them from the journal.</param>
public sealed record LoggedContent(BlobId Id, long Length, Func<Stream> Open);
