using System.Runtime.InteropServices;

namespace Hikyaku.Formats.SmtpSyntax;

/// <summary>What is wrong, and where.</summary>
/// <param name="Problem">What.</param>
/// <param name="Position">Octets from the start of the argument.</param>
/// <param name="Name">The parameter's name as it came, when it is about one.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct SmtpSyntaxError(SmtpSyntaxProblem Problem, int Position, string Name = "");
