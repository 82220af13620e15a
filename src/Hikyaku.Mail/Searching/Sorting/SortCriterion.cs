using System.Runtime.InteropServices;

namespace Hikyaku.Mail.Searching.Sorting;

/// <summary>One criterion of an order; the next one decides between equals, and at last the UID.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct SortCriterion(SortKey Key, bool IsReverse);
