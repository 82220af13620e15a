using Hikyaku.Mail.Migration;

namespace Hikyaku.Commands;

/// <summary>What was asked of an import.</summary>
internal sealed record ImportRequest(
    string? Dump, string? Connection, string Home, string Qmail, IReadOnlyList<string> Map, IReadOnlyList<string> Only, ImportOptions Options, IReadOnlyList<string> Reports);
