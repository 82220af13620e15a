namespace Hikyaku.Hosting;

/// <summary>What is wrong in <c>hikyaku.json</c>, in words that say what to do.</summary>
/// <param name="Place">The file, and the key where it is known: "hikyaku.json: listeners[2].endpoint".</param>
/// <param name="Message">What is wrong, what is allowed.</param>
internal sealed record ConfigurationProblem(string Place, string Message)
{
    public override string ToString() => $"{Place}: {Message}";
}
