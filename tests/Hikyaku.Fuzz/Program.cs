using System.Diagnostics;
using System.Globalization;
using System.Text;
using Hikyaku.Fuzz;

Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

// libfuzzer NAME: coverage-guided, for an assembly instrumented by the sharpfuzz tool.
// run SECONDS [NAME...]: our own mutations, for a bounded time each.
switch (args)
{
    case ["libfuzzer", var name]:
        var guided = FuzzTarget.All.Single(target => target.Name == name);
        SharpFuzz.Fuzzer.LibFuzzer.Run(input => guided.Run(input));
        return 0;

    case ["run", var seconds, .. var names]:
        var bound = TimeSpan.FromSeconds(double.Parse(seconds, CultureInfo.InvariantCulture));
        foreach (var target in FuzzTarget.All.Where(target => names.Length == 0 || names.Contains(target.Name)))
        {
            Console.WriteLine($"{target.Name}: {RunFor(target, bound)} inputs");
        }

        return 0;

    default:
        Console.Error.WriteLine("usage: Hikyaku.Fuzz run SECONDS [NAME...] | libfuzzer NAME");
        Console.Error.WriteLine("targets: " + string.Join(' ', FuzzTarget.All.Select(target => target.Name)));
        return 2;
}

static long RunFor(FuzzTarget target, TimeSpan bound)
{
    var corpus = target.Corpus();
    var mutator = new Mutator((ulong)Stopwatch.GetTimestamp());
    var clock = Stopwatch.StartNew();
    var count = 0L;
    while (clock.Elapsed < bound)
    {
        var input = mutator.Next(corpus);
        try
        {
            target.Run(input);
        }
        catch (Exception)
        {
            var file = Path.Combine(Environment.CurrentDirectory, $"crash-{target.Name}-{count}");
            File.WriteAllBytes(file, input);
            Console.Error.WriteLine($"{target.Name} failed; the input is in {file}");
            throw;
        }

        count++;
    }

    return count;
}
