using Hikyaku.Mail.Directory;

namespace Hikyaku.Mail.Store;

/// <summary>A named value that someone gave to a mailbox or to an account (RFC 5464).</summary>
/// <param name="Name">Its name in lower case, from "/private/" or "/shared/" on.</param>
/// <param name="Reader">The account that alone sees it; 0 for all who may see the mailbox.</param>
/// <param name="Value">Its value; null where it is to be taken away.</param>
public sealed record Annotation(string Name, AccountId Reader, byte[]? Value);
