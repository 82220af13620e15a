using System.Runtime.InteropServices;

using Hikyaku.Mail.Store;

namespace Hikyaku.Mail.Searching;

/// <summary>What the arrays of a mailbox know of a message, without anything that must be made for it.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct MessageRow(
    uint Uid, ulong ModSeq, MessageFlags Flags, int KeywordSet, long Size, long InternalDate, short ZoneMinutes, long SavedDate);
