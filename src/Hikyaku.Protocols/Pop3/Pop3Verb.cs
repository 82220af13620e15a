using Hikyaku.Formats.Pop3Syntax;

namespace Hikyaku.Protocols.Pop3;

/// <summary>A row of the table of commands.</summary>
internal sealed record Pop3Verb(string Keyword, Pop3State AllowedIn, Func<Pop3Session, Pop3Command, CancellationToken, ValueTask<Pop3Reply>> Run);
