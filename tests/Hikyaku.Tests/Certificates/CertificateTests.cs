using Hikyaku.Mail.Certificates;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Hikyaku.Tests.Certificates;

public sealed class CertificateTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("hikyaku-certificates").FullName;
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 24, 0, 0, 0, TimeSpan.Zero));

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_self_signed_certificate_is_kept_until_a_name_is_missing_or_it_ends_soon()
    {
        var first = Open("a.test");
        Assert.Equal(first.Certificate.Thumbprint, Open("a.test").Certificate.Thumbprint);

        var second = Open("a.test", "b.test");
        Assert.Equal(["a.test", "b.test"], second.Names);
        Assert.NotEqual(first.Certificate.Thumbprint, second.Certificate.Thumbprint);

        _time.Advance(TimeSpan.FromDays(380));
        Assert.NotEqual(second.Certificate.Thumbprint, Open("a.test", "b.test").Certificate.Thumbprint);
    }

    [Fact]
    public void The_key_is_readable_by_its_owner_only()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no file modes.");
        Open("a.test");

#pragma warning disable CA1416 // Skipped there.
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(_folder, "self-signed.key")));
#pragma warning restore CA1416
    }

    [Fact]
    public void A_changed_file_is_loaded_and_a_bad_one_keeps_the_old()
    {
        var files = new CertificateFiles(Path.Combine(_folder, "self-signed.crt"), Path.Combine(_folder, "self-signed.key"));
        var store = new CertificateStore();
        store.Replace(Open("a.test"));
        using var watcher = new CertificateWatcher(files, store, _time, NullLogger<CertificateWatcher>.Instance);

        Open("b.test");
        _time.Advance(TimeSpan.FromSeconds(11));
        Assert.Equal(["b.test"], store.Default.Names);

        File.WriteAllText(files.KeyPath, "broken");
        _time.Advance(TimeSpan.FromSeconds(11));
        Assert.Equal(["b.test"], store.Default.Names);
    }

    [Fact]
    public void A_key_of_another_certificate_is_refused()
    {
        Open("a.test");
        File.Copy(Path.Combine(_folder, "self-signed.crt"), Path.Combine(_folder, "old.crt"));
        Open("b.test");

        var load = new CertificateFiles(Path.Combine(_folder, "old.crt"), Path.Combine(_folder, "self-signed.key")).Load();
        Assert.Equal(CertificateProblem.KeyDoesNotFit, load.Problem);
    }

    [Theory]
    [InlineData("missing.crt", CertificateProblem.Unreadable)]
    [InlineData("self-signed.key", CertificateProblem.NoCertificate)]
    public void A_file_without_a_certificate_is_refused(string name, CertificateProblem problem)
    {
        Open("a.test");

        Assert.Equal(problem, new CertificateFiles(Path.Combine(_folder, name), Path.Combine(_folder, "self-signed.key")).Load().Problem);
    }

    private ServerCertificate Open(params string[] names) => SelfSignedCertificate.Open(_folder, names, _time.GetUtcNow());
}
