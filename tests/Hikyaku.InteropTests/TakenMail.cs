namespace Hikyaku.InteropTests;

/// <summary>A message as the outside world got it.</summary>
internal sealed record TakenMail(string From, IReadOnlyList<string> To, string Data, bool IsTls, int Connection)
{
    public string Subject => Data.Split("\r\n").First(l => l.StartsWith("Subject: ", StringComparison.Ordinal))["Subject: ".Length..];
}
