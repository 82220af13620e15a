using System.Text;
using Hikyaku.Formats.Mime;

namespace Hikyaku.Fuzz.Targets;

/// <summary>A base subject is part of its subject, and has no marks of its own left.</summary>
public sealed class SubjectTarget : FuzzTarget
{
    public override string Name => "subject";

    public override IEnumerable<byte[]> Seeds => ["Re: [a] fwd[b]: [fwd: x (fwd)]"u8.ToArray(), "[a] [b]"u8.ToArray(), "re re: x"u8.ToArray()];

    public override void Run(ReadOnlySpan<byte> input)
    {
        var subject = SearchText.Fold(Encoding.UTF8.GetString(input));
        var found = BaseSubject.Of(subject);
        if (found.Length > subject.Length || BaseSubject.Of(found) != found)
        {
            throw new InvalidOperationException("A base subject has marks still.");
        }
    }
}
