using System.Text.RegularExpressions;
using ArchUnitNET.Fluent;
using ArchUnitNET.Loader;
using static ArchUnitNET.Fluent.ArchRuleDefinition;

namespace Hikyaku.Tests.Architecture;

/// <summary>Folders inside an assembly keep their distance as docs/architecture.md says.</summary>
public sealed class FolderTests
{
    private static readonly ArchUnitNET.Domain.Architecture Product = new ArchLoader().LoadAssemblies(
        typeof(Formats.Addresses.Address).Assembly, typeof(Mail.MailServices).Assembly,
        typeof(Storage.StorageServices).Assembly, typeof(Protocols.ProtocolServices).Assembly).Build();

    [Theory]
    [InlineData("Hikyaku.Protocols.Imap", "Hikyaku.Protocols.(Smtp|Lmtp|Pop3|Dns)")]
    [InlineData("Hikyaku.Protocols.Pop3", "Hikyaku.Protocols.(Smtp|Lmtp|Imap|Dns)")]
    [InlineData("Hikyaku.Protocols.Smtp", "Hikyaku.Protocols.(Imap|Pop3)")]
    [InlineData("Hikyaku.Protocols.Connections", "Hikyaku.Protocols.(Smtp|Lmtp|Imap|Pop3|Dns)")]
    [InlineData("Hikyaku.Mail.Store", "Hikyaku.Mail.(Routing|Delivery|Queue|Reports|Migration|Reception)")]
    [InlineData("Hikyaku.Mail.Directory", "Hikyaku.Mail.(Store|Routing|Delivery|Queue|Reports|Migration|Reception|Authentication)")]
    [InlineData("Hikyaku.Mail", "Hikyaku.(Storage|Protocols)")]
    [InlineData("Hikyaku.Formats", "Hikyaku.(Mail|Storage|Protocols)")]
    public void A_folder_does_not_use_another(string folder, string forbidden) =>
        Check(Types().That().ResideInNamespaceMatching($"^{folder}(\\..*)?$")
            .Should().NotDependOnAny(Types().That().ResideInNamespaceMatching($"^{forbidden}(\\..*)?$")).WithoutRequiringPositiveResults());

    [Fact]
    public void Formats_has_no_files_sockets_clock_or_log()
    {
        string[] forbidden = ["File.", "FileStream", "Socket", "TimeProvider", "ILogger", "Thread"];

        var users = Repository.Files("src/Hikyaku.Formats", "*.cs")
            .Where(file => forbidden.Any(word => Regex.IsMatch(Repository.Read(file), $@"(?<![\w/.]){Regex.Escape(word)}", RegexOptions.None, TimeSpan.FromSeconds(5))));

        Assert.Empty(users);
    }

    private static void Check(IArchRule rule)
    {
        var broken = rule.Evaluate(Product).Where(result => !result.Passed).Select(result => result.Description);
        Assert.Empty(broken);
    }
}
