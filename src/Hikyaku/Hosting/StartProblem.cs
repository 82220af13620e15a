namespace Hikyaku.Hosting;

/// <summary>Why the server does not start, in words for the operator.</summary>
internal sealed record StartProblem(string Message);
