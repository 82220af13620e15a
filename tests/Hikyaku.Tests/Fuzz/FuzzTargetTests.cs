using System.Text;
using Hikyaku.Fuzz;

namespace Hikyaku.Tests.Fuzz;

/// <summary>Every fuzz target replays its corpus and a bounded number of mutations in each test run.</summary>
public sealed class FuzzTargetTests
{
    private const int Mutations = 3000;

    public static TheoryData<string> Names => [.. FuzzTarget.All.Select(target => target.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Target_survives_its_corpus_and_mutations(string name)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var target = FuzzTarget.All.Single(candidate => candidate.Name == name);
        var corpus = target.Corpus();
        var mutator = new Mutator(20260101);

        var failure = Record.Exception(() =>
        {
            foreach (var entry in corpus)
            {
                target.Run(entry);
            }

            for (var i = 0; i < Mutations; i++)
            {
                target.Run(mutator.Next(corpus));
            }
        });

        Assert.Null(failure);
    }
}
