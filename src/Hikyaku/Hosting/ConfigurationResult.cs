namespace Hikyaku.Hosting;

/// <summary>A configuration, or everything that is wrong with the file.</summary>
internal sealed record ConfigurationResult(Configuration? Configuration, IReadOnlyList<ConfigurationProblem> Problems);
