using System.Text;
using Hikyaku.Mail.Authentication;

namespace Hikyaku.Fuzz.Targets;

/// <summary>The first message of a SCRAM client: what is read is the message again.</summary>
public sealed class ScramFirstTarget : FuzzTarget
{
    /// <inheritdoc/>
    public override string Name => "scram-client-first";

    /// <inheritdoc/>
    public override IEnumerable<byte[]> Seeds =>
        ["n,,n=user@a.test,r=abc"u8.ToArray(), "p=tls-exporter,a=us=2Cer,n=us=3Der,r=abc,x=1"u8.ToArray(), "y,,n=user,r=abc"u8.ToArray()];

    /// <inheritdoc/>
    public override void Run(ReadOnlySpan<byte> input)
    {
        var message = Encoding.UTF8.GetString(input);
        if (ScramClientFirst.TryParse(message, out var first) && (first.Header + first.Bare != message || first.UserName.Length == 0 || first.Nonce.Length == 0))
        {
            throw new InvalidOperationException("a message that does not add up");
        }
    }
}
