using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Hikyaku.Formats.Addresses;
using Hikyaku.Formats.Authenticity;
using Hikyaku.Mail.Delivery;
using Hikyaku.Protocols.Smtp.Client;

namespace Hikyaku.Tests.Smtp.Client;

/// <summary>Certificates that were named for a host, against certificates that it shows.</summary>
public sealed class DaneClientTests : IDisposable
{
    private const string Message = "Subject: hi\r\n\r\nbody\r\n";
    private static readonly DateTimeOffset Past = TimeProvider.System.GetUtcNow().AddDays(-2);
    private readonly TestAuthority _authority = new();

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0, 1)]
    [InlineData(0, 2)]
    [InlineData(1, 0)]
    [InlineData(1, 1)]
    [InlineData(1, 2)]
    public async Task The_named_certificate_will_do_in_each_form_of_its_name(byte selector, byte matching)
    {
        using var certificate = _authority.Issue("other.example");

        var result = await Send(certificate, Record(3, selector, matching, certificate));

        Assert.Equal((TlsProof.Dane, null), (result.Tls!.Proof, result.Tls.Failure));
        Assert.IsType<RemoteResult.Answered>(result);
    }

    // RFC 7672 §3.1.1.
    [Fact]
    public async Task The_named_certificate_may_have_expired()
    {
        using var certificate = _authority.Issue("peer.example", Past);

        Assert.IsType<RemoteResult.Answered>(await Send(certificate, Record(3, 1, 1, certificate)));
    }

    [Fact]
    public async Task Another_certificate_will_not_do_and_nothing_goes_out_in_clear()
    {
        using var certificate = _authority.Issue("peer.example");
        using var named = _authority.Issue("peer.example");

        var result = Assert.IsType<RemoteResult.Unreachable>(await Send(certificate, Record(3, 1, 1, named)));

        Assert.Equal((TlsFailureType.ValidationFailure, true), (result.Tls!.Failure, result.Status.IsTransient));
    }

    [Theory]
    [InlineData("peer.example", true)]
    [InlineData("a.example", true)]
    [InlineData("*.example", true)]
    [InlineData("other.test", false)]
    public async Task Below_a_named_authority_the_name_counts(string name, bool isTaken)
    {
        using var certificate = _authority.Issue(name);

        Assert.Equal(isTaken, await Send(certificate, Record(2, 0, 0, _authority.Certificate)) is RemoteResult.Answered);
    }

    [Fact]
    public async Task Below_a_named_authority_the_dates_count()
    {
        using var certificate = _authority.Issue("peer.example", Past);

        Assert.IsType<RemoteResult.Unreachable>(await Send(certificate, Record(2, 0, 0, _authority.Certificate)));
    }

    // Anybody can make an authority of the same name.
    [Fact]
    public async Task Below_a_named_authority_the_signature_counts()
    {
        using var impostor = new TestAuthority();
        using var certificate = impostor.Issue("peer.example");

        Assert.IsType<RemoteResult.Unreachable>(await Send(certificate, Record(2, 0, 0, _authority.Certificate)));
    }

    // RFC 7672 §3.1.2: of a digest no certificate can be made.
    [Fact]
    public async Task An_authority_that_the_host_does_not_show_proves_nothing_by_its_digest()
    {
        using var certificate = _authority.Issue("peer.example");

        Assert.IsType<RemoteResult.Unreachable>(await Send(certificate, Record(2, 1, 1, _authority.Certificate)));
    }

    [Fact]
    public async Task A_host_without_STARTTLS_gets_nothing()
    {
        using var certificate = _authority.Issue("peer.example");
        using var peer = ScriptedPeer.Good();

        var result = Assert.IsType<RemoteResult.Unreachable>(await Send(peer, Record(3, 1, 1, certificate)));

        Assert.Equal(TlsFailureType.StartTlsNotSupported, result.Tls!.Failure);
        Assert.DoesNotContain(peer.Lines, l => l.StartsWith("MAIL", StringComparison.Ordinal));
    }

    public void Dispose() => _authority.Dispose();

    private static async Task<RemoteResult> Send(X509Certificate2 certificate, TlsaRecord record)
    {
        using var peer = ScriptedPeer.Good("STARTTLS", certificate: certificate);
        var result = await Send(peer, record);
        Assert.Equal(result is RemoteResult.Answered, peer.Lines.Contains("(end)"));
        return result;
    }

    private static async Task<RemoteResult> Send(ScriptedPeer peer, TlsaRecord record)
    {
        var host = new RemoteHost("peer.example", peer.EndPoint, RemoteTls.Dane) { Anchors = new CertificateAnchors([record], ["peer.example", "a.example"]) };
        var recipient = Address.TryParse("a@a.example", out var address) ? address : throw new FormatException();
        return await new SmtpClient("mx.example", new SmtpClientLimits(), TimeProvider.System).Send(
            new RemoteTransaction(
                host, new Envelope { ReversePath = recipient, Arrived = DateTimeOffset.UnixEpoch }, [new RemoteRecipient(recipient, new Recipient(recipient))],
                Message.Length, () => new MemoryStream(Encoding.ASCII.GetBytes(Message))),
            TestContext.Current.CancellationToken);
    }

    private static TlsaRecord Record(byte usage, byte selector, byte matching, X509Certificate2 certificate)
    {
        var selected = selector == 0 ? certificate.RawData : certificate.PublicKey.ExportSubjectPublicKeyInfo();
        return new TlsaRecord(usage, selector, matching, ImmutableArray.Create(matching switch
        {
            1 => SHA256.HashData(selected),
            2 => SHA512.HashData(selected),
            _ => selected,
        }));
    }
}
