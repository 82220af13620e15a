using BenchmarkDotNet.Attributes;
using Hikyaku.Formats.Passwords;

namespace Hikyaku.Benchmarks;

/// <summary>What a sign-in costs that the cache of verified passwords does not answer.</summary>
[MemoryDiagnoser]
public class PasswordHashBenchmarks
{
    private PasswordHash _hash = null!;

    [Params(
        "$1$V0JrZw8k$YMK8ubMynZ084EeALRosm1",
        "$6$ok2YtN/DYXn.pmel$NE1rz/uzBXg8qnq.g5Ocrfs3DbvVrNByOKzzLlcYmaHlH/VCmTeVqOzs3LLPIVzsAxk6P2b6rkaDrC5ect7IL0")]
    public string Stored { get; set; } = "";

    [GlobalSetup]
    public void Read() => _hash = PasswordHash.TryParse(Stored, out var hash, out var problem) ? hash : throw new InvalidOperationException(problem);

    [Benchmark]
    public bool Verify() => _hash.Verify("Correct-Horse-9"u8, "user@a.test");
}
