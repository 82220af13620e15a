using System.Runtime.InteropServices;

namespace Hikyaku.Mail.Store;

/// <summary>The identities of a message beyond its UID (RFC 8474), each unique in its account.</summary>
/// <param name="Uid">Its UID.</param>
/// <param name="Email">Names its octets: copies have the same.</param>
/// <param name="Thread">Names its conversation; null while that is not known.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct MessageObjects(uint Uid, long Email, long? Thread);
