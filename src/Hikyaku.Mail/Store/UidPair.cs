using System.Runtime.InteropServices;

namespace Hikyaku.Mail.Store;

/// <summary>A message's UID before and after COPY or MOVE (RFC 4315 §3 COPYUID).</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct UidPair(uint Source, uint Target);
