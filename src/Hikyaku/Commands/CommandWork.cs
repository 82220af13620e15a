using System.CommandLine;

namespace Hikyaku.Commands;

/// <summary>The work of one command.</summary>
/// <returns>The exit code: 0 done, 1 refused or failed, with the reason on standard error.</returns>
internal delegate Task<int> CommandWork(CommandContext context, ParseResult parsed);
