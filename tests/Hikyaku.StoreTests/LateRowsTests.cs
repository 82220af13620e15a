using Hikyaku.Mail.Directory;
using Hikyaku.Mail.Store;
using Hikyaku.Mail.Store.Units;
using Hikyaku.Storage.Sqlite;
using Hikyaku.Storage.Sqlite.Accounts;

namespace Hikyaku.StoreTests;

/// <summary>Rows that are written later than their units are in the journal.</summary>
public sealed class LateRowsTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Rows_of_deliveries_wait_for_the_checkpoint()
    {
        await using var test = await TestStore.Open();
        await test.Account(1, Token);
        await test.Volume.Checkpoint(Token);
        await test.Deliver(1, "a");
        await test.Deliver(1, "b");

        var before = Rows(test);
        Assert.True(await test.Volume.Checkpoint(Token));

        Assert.Equal((0, 2), (before, Rows(test)));
    }

    [Fact]
    public async Task A_read_sees_a_delivery_whose_rows_wait()
    {
        await using var test = await TestStore.Open();
        var account = await test.Account(1, Token);
        await test.Deliver(1, "seen");

        var details = await account.Details(account.Find("INBOX")!.Id, [1], DetailFields.Envelope, Token);

        Assert.Contains("seen", System.Text.Encoding.ASCII.GetString(Assert.Single(details).Envelope!), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_account_that_is_closed_has_all_rows()
    {
        await using var test = await TestStore.Open();
        await test.Deliver(1, "a");
        await test.Store.CoreOf(new AccountId(1)).Rest(Token);

        Assert.Equal(1, Rows(test));
    }

    [Fact]
    public async Task Deliveries_beside_checkpoints_do_not_keep_the_journal()
    {
        await using var test = await TestStore.Open();
        for (var i = 0; i < 20; i++)
        {
            var deliveries = Enumerable.Range(1, 4).Select(id => Task.Run(() => test.Deliver(id, "m" + i), Token)).ToList();
            Assert.True(await test.Volume.Checkpoint(Token));
            await Task.WhenAll(deliveries);
        }

        await Stored.IsSound(test);
    }

    [Fact]
    public async Task Units_share_a_transaction_in_their_order()
    {
        var (transactions, told) = (0, new List<ulong>());
        var units = new LateUnits(_ => { transactions++; return ValueTask.CompletedTask; }, new LateDatabases());
        for (var sequence = 1UL; sequence <= 3; sequence++)
        {
            var number = sequence;
            await units.Add(new LateUnit(new AccountUnit(number, []), [], 1, _ => told.Add(number)));
        }

        Assert.Empty(told);
        await units.Write();

        Assert.Equal(1, transactions);
        Assert.Equal([1UL, 2, 3], told);
    }

    [Fact]
    public async Task After_a_failure_no_later_unit_is_applied()
    {
        var transactions = 0;
        var told = new List<Exception?>();
        var units = new LateUnits(_ => { transactions++; throw new IOException("full"); }, new LateDatabases());
        await units.Add(new LateUnit(new AccountUnit(1, []), [], 1, told.Add));
        await units.Write();
        await units.Add(new LateUnit(new AccountUnit(2, []), [], 1, told.Add));
        await units.Write();

        Assert.Equal(1, transactions);
        Assert.Equal(["full", "full"], told.Select(failure => failure?.Message));
        Assert.Throws<StoreUnavailableException>(units.ThrowIfBroken);
    }

    [Fact]
    public async Task Very_many_units_do_not_wait_for_anybody()
    {
        var transactions = 0;
        var units = new LateUnits(_ => { transactions++; return ValueTask.CompletedTask; }, new LateDatabases());
        for (var sequence = 1UL; sequence <= 100; sequence++)
        {
            await units.Add(new LateUnit(new AccountUnit(sequence, []), [], 1, _ => { }));
        }

        Assert.InRange(transactions, 2, 10);
    }

    private static int Rows(TestStore test)
    {
        var path = Path.Combine(test.Folder.Account(new AccountId(1)), "mail.db");
        using var session = SqliteDatabase.OpenSession(path, new SqliteOptions("mail", SqliteSynchronous.Normal));
        return Enumerable.Range(1, 9).Count(uid => session.Prepare("Mail/ReadUids")
            .Bind("$first", MessageKey.Of(new MailboxId(1), (uint)uid)).Bind("$last", MessageKey.Of(new MailboxId(1), (uint)uid)).Number() is not null);
    }
}
