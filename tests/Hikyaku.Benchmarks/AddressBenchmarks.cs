using BenchmarkDotNet.Attributes;
using Hikyaku.Formats.Addresses;

namespace Hikyaku.Benchmarks;

[MemoryDiagnoser]
public class AddressBenchmarks
{
    [Benchmark]
    public bool Parse() => Address.TryParse("user+tag@mail.example.test"u8, out _);
}
