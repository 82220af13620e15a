using Hikyaku.Formats.Addresses;
using Hikyaku.Mail.Directory;
using Hikyaku.Mail.Settings;
using Microsoft.Extensions.Logging.Abstractions;
using Directory = Hikyaku.Mail.Directory.Directory;

namespace Hikyaku.Tests.Directories;

/// <summary>A directory on a storage (in memory unless another is given) with what tests do again and again.</summary>
internal sealed class TestDirectory : IAsyncDisposable
{
    public static readonly Actor Operator = new(Actor.CommandLineKind, "operator", null);
    private readonly NewPassword _newPassword;

    public TestDirectory(IDirectoryStorage? storage = null, TimeProvider? time = null, params Type[] settings)
    {
        Storage = storage ?? new MemoryDirectoryStorage();
        var clock = time ?? TimeProvider.System;
        Settings = new Settings([SettingGroup.Of(typeof(DirectorySettings)), .. settings.Select(SettingGroup.Of)], Storage, clock);
        var cache = new DirectoryCache(Storage);
        _newPassword = new NewPassword(Settings);
        SignIns = new SignInLog(Storage, clock, NullLogger<SignInLog>.Instance);
        Directory = new Directory(Storage, cache, Settings);
        Editor = new DirectoryEditor(Storage, cache, _newPassword, SignIns, clock);
    }

    public IDirectoryStorage Storage { get; }

    public Settings Settings { get; }

    public SignInLog SignIns { get; }

    public Directory Directory { get; }

    public DirectoryEditor Editor { get; }

    public async Task<Domain> AddDomain(string name, DomainLimits? limits = null) =>
        Done(await Editor.AddDomain(new NewDomain(name) { Limits = limits ?? DomainLimits.Unlimited }, Operator, default));

    public async Task<Account> AddAccount(string address, string hash = "", long? quota = null) =>
        Done(await Editor.AddAccount(new NewAccount { Address = address, PasswordHash = hash, QuotaBytes = quota }, Operator, default));

    public async Task<Alias> AddAlias(string address, params string[] targets) => Done(await Editor.AddAlias(address, targets, Operator, default));

    public async Task<AddressEntry> Resolve(string address)
    {
        Assert.True(Address.TryParse(address, out var parsed));
        return await Directory.Resolve(parsed, default);
    }

    public static T Done<T>(DirectoryChange<T> change)
    {
        Assert.False(change is DirectoryChange<T>.Refused, change.ToString());
        return ((DirectoryChange<T>.Done)change).Value;
    }

    public static DirectoryRefusalReason Reason<T>(DirectoryChange<T> change) => Assert.IsType<DirectoryChange<T>.Refused>(change).Refusal.Reason;

    public async ValueTask DisposeAsync()
    {
        await SignIns.DisposeAsync();
        _newPassword.Dispose();
    }
}
