using System.Text;
using BenchmarkDotNet.Attributes;
using Hikyaku.Formats.Mime;

namespace Hikyaku.Benchmarks;

/// <summary>What every delivery pays once: finding the structure of a message.</summary>
[MemoryDiagnoser]
public class MessageAnalyzerBenchmarks
{
    private readonly byte[] _message = Encoding.ASCII.GetBytes(
        "From: a@a.test\r\nTo: b@b.test\r\nSubject: =?ISO-2022-JP?B?GyRCRnxLXBsoQg==?=\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n"
        + "--x\r\nContent-Type: text/plain\r\n\r\n" + string.Concat(Enumerable.Repeat("A line of text in the first part.\r\n", 100))
        + "--x\r\nContent-Type: application/octet-stream\r\nContent-Transfer-Encoding: base64\r\n\r\nAAAA\r\n--x--\r\n");

    [Benchmark]
    public object Analyze()
    {
        using var message = new MemoryStream(_message);
        return MessageAnalyzer.Analyze(message);
    }
}
