using System.Net.Sockets;

namespace Hikyaku.InteropTests.ContentFilters;

/// <summary>OpenDKIM as a milter signs what users send, and another one finds the signature right.</summary>
public sealed class OpenDkimTests(RealServer server) : IClassFixture<RealServer>
{
    [Fact]
    public async Task What_one_milter_signs_another_verifies()
    {
        server.Need("submission", "imap", "smtp");
        var (key, signer, verifier) = (InFolder("key.pem"), InFolder("sign.sock"), InFolder("verify.sock"));
        await Client.Succeed("openssl", "", "genrsa", "-out", key, "2048");
        var published = await Client.Succeed("sh", "", "-c", $"openssl rsa -in {key} -pubout -outform DER 2>/dev/null | openssl base64 -A");
        await File.WriteAllTextAsync(InFolder("records"), $"main._domainkey.example.test v=DKIM1; k=rsa; p={published.Trim()}\n", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(
            InFolder("sign.conf"), $"Mode s\nDomain example.test\nSelector main\nKeyFile {key}\nRequireSafeKeys no\nSocket local:{signer}\n", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(InFolder("none"), "192.0.2.1\n", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(
            InFolder("verify.conf"),
            $"Mode v\nTestPublicKeys {InFolder("records")}\nSocket local:{verifier}\nAlwaysAddARHeader yes\nAuthservID filter.test\nInternalHosts {InFolder("none")}\n",
            TestContext.Current.CancellationToken);
        await using var signing = await FilterProgram.Start("opendkim", new UnixDomainSocketEndPoint(signer), "-f", "-x", InFolder("sign.conf"));
        await using var verifying = await FilterProgram.Start("opendkim", new UnixDomainSocketEndPoint(verifier), "-f", "-x", InFolder("verify.conf"));
        await server.Command("", "content-filter", "add", "sign", "milter", $"unix:{signer}", "--for", "submission");
        await server.Command("", "content-filter", "add", "verify", "milter", $"unix:{verifier}", "--for", "submission");

        var (code, output) = await FilteredMail.Submit(server, "signed one", "a body");

        Assert.True(code == 0, output);
        var message = await FilteredMail.Find(server, "signed one");
        Assert.Contains("DKIM-Signature: v=1; a=rsa-sha256; c=", message, StringComparison.Ordinal);
        Assert.Matches("(?s)Authentication-Results: filter\\.test;\\s+dkim=pass", message);
    }

    private string InFolder(string name) => Path.Combine(server.Folder, name);
}
