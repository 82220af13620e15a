using System.Globalization;
using Hikyaku.Mail.Directory;
using Hikyaku.Mail.Migration;
using Hikyaku.Mail.Migration.Files;
using Hikyaku.Mail.Migration.Mail;
using Hikyaku.Mail.Migration.Reports;
using Hikyaku.Mail.Migration.State;
using Hikyaku.Mail.Settings;
using Hikyaku.Mail.Store;

namespace Hikyaku.InteropTests.Migration;

/// <summary>Random changes of users here and at the source, with imports between, against a model of which message is where.</summary>
public sealed class ImportModelTests : IDisposable
{
    private const int Accounts = 25;
    private const int Rounds = 6;
    private readonly string _data = System.IO.Directory.CreateTempSubdirectory("hikyaku-model-").FullName;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Nothing_is_doubled_lost_or_brought_back()
    {
        await using var here = await OpenFolder.At(Path.Combine(_data, "here"));
        for (var seed = 0; seed < Accounts; seed++)
        {
            var source = new RandomSource(Path.Combine(_data, "old", seed.ToString(CultureInfo.InvariantCulture)), seed);
            var mail = await here.Get<Mailstore>().Open(new AccountId(1000 + seed), Stop);
            var user = new RandomUser(mail, seed);
            var expected = new HashSet<string>();
            var moved = new HashSet<string>();
            var seen = new HashSet<string>();
            for (var round = 0; round < Rounds; round++)
            {
                source.Change();
                var mirror = round > 1 && (seed + round) % 3 == 0;
                var dry = await Import(here, mail.Id, source.Home, new ImportOptions { DryRun = true, Mirror = mirror, MirrorAll = mirror });
                var run = await Import(here, mail.Id, source.Home, new ImportOptions { Mirror = mirror, MirrorAll = mirror });
                Assert.Equal(run, dry);

                // All that is new at the source comes; what a mirror misses goes, unless its user put it elsewhere.
                expected.UnionWith(source.Messages.Where(seen.Add));
                if (mirror)
                {
                    expected.RemoveWhere(key => !key.StartsWith("own", StringComparison.Ordinal) && !moved.Contains(key) && !source.Messages.Contains(key));
                }

                var found = await user.Subjects();
                Assert.True(
                    expected.Order(StringComparer.Ordinal).SequenceEqual(found.Order(StringComparer.Ordinal), StringComparer.Ordinal),
                    $"seed {seed}, round {round}, mirror {mirror}: lost {string.Join(',', expected.Except(found))}; too much {string.Join(',', found.Except(expected))}; twice "
                    + string.Join(',', found.GroupBy(key => key).Where(group => group.Count() > 1).Select(group => group.Key)) + "\n" + string.Join('\n', source.Log.Concat(user.Log)));
                await user.Change(expected, moved);
            }
        }
    }

    public void Dispose() => System.IO.Directory.Delete(_data, recursive: true);

    private static async Task<AccountTotals> Import(OpenFolder here, AccountId account, string home, ImportOptions options)
    {
        var report = new MigrationReport();
        using var state = new ImportState(here.Get<ServerIdentity>().DataFolder, writes: !options.DryRun);
        var maildir = SourceMaildir.Open(BytePath.FromUtf8(home), new SourceTree([home], []))!;
        var import = new AccountMail(here.Get<Mailstore>(), state, options, new ImportProgress(TimeProvider.System), report);
        await import.Import("user@sakura.example", account, 0, maildir, Stop);
        return report.Accounts["user@sakura.example"];
    }
}
