using System.Runtime.InteropServices;

namespace Hikyaku.Formats.ImapSyntax;

/// <summary>From a number to a number, both included; 0 stands for "*".</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct SequenceRange(uint First, uint Last);
