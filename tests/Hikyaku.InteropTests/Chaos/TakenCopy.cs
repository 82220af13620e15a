namespace Hikyaku.InteropTests.Chaos;

/// <summary>What a host took.</summary>
/// <param name="Subject">Of which message.</param>
/// <param name="Recipient">For whom.</param>
/// <param name="Run">In which run of the server its connection began.</param>
/// <param name="IsAnswered">Whether the right reply went out whole.</param>
internal sealed record TakenCopy(string Subject, string Recipient, int Run, bool IsAnswered);
