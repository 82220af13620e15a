namespace Hikyaku.Fuzz;

/// <summary>
/// One parser under fuzz. A target must accept any octets: it fails by throwing, also when a property it checks (such as
/// "what was written reads back the same") does not hold. Every sealed subclass with a public constructor is found by reflection.
/// </summary>
public abstract class FuzzTarget
{
    /// <summary>The name on the command line and of the folder below Corpus, such as <c>smtp-command</c>.</summary>
    public abstract string Name { get; }

    /// <summary>Well-formed inputs to start from; files in <c>Corpus/NAME/</c> are added to them.</summary>
    public virtual IEnumerable<byte[]> Seeds => [];

    /// <summary>Runs the parser over the input once.</summary>
    public abstract void Run(ReadOnlySpan<byte> input);

    /// <summary>All targets, by name.</summary>
    public static IReadOnlyList<FuzzTarget> All { get; } =
        [.. typeof(FuzzTarget).Assembly.GetTypes()
            .Where(type => type.IsSubclassOf(typeof(FuzzTarget)) && !type.IsAbstract)
            .Select(type => (FuzzTarget)Activator.CreateInstance(type)!)
            .OrderBy(target => target.Name, StringComparer.Ordinal)];

    /// <summary>The seeds and the files of the corpus.</summary>
    public IReadOnlyList<byte[]> Corpus()
    {
        var folder = Path.Combine(AppContext.BaseDirectory, "Corpus", Name);
        var files = Directory.Exists(folder) ? Directory.GetFiles(folder).Order(StringComparer.Ordinal).Select(File.ReadAllBytes) : [];
        return [.. Seeds, .. files, []];
    }
}
