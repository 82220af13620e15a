using Hikyaku.Mail.Store;

namespace Hikyaku.Storage.Blobs;

/// <summary>A file, or a mailbox's folder, that goes after the next checkpoint.</summary>
internal readonly record struct Discarded(MessageLocation Location, bool IsMailbox);
