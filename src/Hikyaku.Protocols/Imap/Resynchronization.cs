using Hikyaku.Formats.ImapSyntax;

namespace Hikyaku.Protocols.Imap;

/// <summary>The QRESYNC parameter of SELECT (RFC 7162 §3.2.5).</summary>
internal sealed record Resynchronization(uint UidValidity, ulong ModSeq, SequenceSet? KnownUids);
