using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

using Hikyaku.Mail.Directory;

namespace Hikyaku.Mail.Settings;

/// <summary>The settings and their present values; a change is audited, kept and in force when it returns.</summary>
public sealed class Settings
{
    private readonly IDirectoryStorage _storage;
    private readonly TimeProvider _time;
    private readonly SettingSeal? _seal;
    private readonly List<Setting> _inClear = [];
    private readonly SortedDictionary<string, Setting> _known = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, object> _values = new();

    internal Settings(IEnumerable<SettingGroup> groups, IDirectoryStorage storage, TimeProvider time, SettingSeal? seal = null)
    {
        (_storage, _time, _seal) = (storage, time, seal);
        foreach (var setting in groups.SelectMany(group => group.Settings))
        {
            _known.Add(setting.Key, setting);
        }

        foreach (var (key, text) in storage.LoadSettings())
        {
            // A value that this version no longer allows gives way to the default.
            if (_known.TryGetValue(key, out var setting) && setting.TryParse(Opened(setting, text), out var value))
            {
                _values[key] = value;
            }
        }
    }

    /// <summary>Raised after each change, on the thread that made it.</summary>
#pragma warning disable MA0046 // Nothing to say but that something changed.
    public event Action? Changed;
#pragma warning restore MA0046

    /// <summary>Every setting by key.</summary>
    public IReadOnlyCollection<Setting> All => _known.Values;

    /// <summary>The present value.</summary>
    public T Get<T>(Setting<T> setting)
        where T : notnull
    {
        ArgumentNullException.ThrowIfNull(setting);
        return _values.TryGetValue(setting.Key, out var value) ? (T)value : setting.DefaultValue;
    }

    /// <summary>Finds a setting by its key.</summary>
    public bool TryFind(string key, [NotNullWhen(true)] out Setting? setting) => _known.TryGetValue(key, out setting);

    /// <summary>The present value as a person would write it, apart from passwords in it.</summary>
    public string Text(Setting setting)
    {
        ArgumentNullException.ThrowIfNull(setting);
        return _values.TryGetValue(setting.Key, out var value) ? setting.Show(value) : setting.DefaultText;
    }

    /// <summary>Whether someone chose another value than the default.</summary>
    public bool IsChosen(Setting setting)
    {
        ArgumentNullException.ThrowIfNull(setting);
        return _values.ContainsKey(setting.Key);
    }

    /// <summary>Chooses a value.</summary>
    /// <param name="key">The setting's key.</param>
    /// <param name="text">The value as a person writes it; null: the default again.</param>
    /// <param name="actor">Who.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public async ValueTask<DirectoryChange<Setting>> Set(string key, string? text, Actor actor, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(actor);
        if (!_known.TryGetValue(key, out var setting))
        {
            return new DirectoryRefusal(DirectoryRefusalReason.UnknownSetting, key);
        }

        object? value = null;
        if (text is not null && !setting.TryParse(text, out value))
        {
            return new DirectoryRefusal(
                DirectoryRefusalReason.BadSettingValue, key, text, setting.Allowed(System.Globalization.CultureInfo.CurrentUICulture));
        }

        if (!await _storage.Change(writer => Write(writer, setting, value, actor), cancellation))
        {
            return new DirectoryRefusal(DirectoryRefusalReason.NotPermitted, actor.Name, key);
        }

        Changed?.Invoke();
        return setting;
    }

    /// <summary>Seals what is still kept in clear.</summary>
    internal async ValueTask SealKept(CancellationToken cancellation)
    {
        if (_inClear.Count == 0)
        {
            return;
        }

        await _storage.Change(
            writer =>
            {
                foreach (var setting in _inClear)
                {
                    writer.SaveSetting(setting.Key, _values.TryGetValue(setting.Key, out var value) ? Kept(setting, value) : null);
                }

                return true;
            },
            cancellation);
        _inClear.Clear();
    }

    private string Opened(Setting setting, string kept)
    {
        if (_seal is null || !setting.IsSecret)
        {
            return kept;
        }

        if (SettingSeal.IsSealed(kept))
        {
            return _seal.Open(setting.Key, kept);
        }

        _inClear.Add(setting);
        return kept;
    }

    private string Kept(Setting setting, object value) =>
        _seal is not null && setting.IsSecret ? _seal.Seal(setting.Key, setting.Format(value)) : setting.Format(value);

    private bool Write(IDirectoryWriter writer, Setting setting, object? value, Actor actor)
    {
        if (!Permission.Of(writer, actor).IsServerAdministrator)
        {
            return false;
        }

        var before = AuditJson.Of(Text(setting));
        writer.SaveSetting(setting.Key, value is null ? null : Kept(setting, value));
        writer.AddAuditRecord(new AuditRecord(
            0, _time.GetUtcNow(), actor, "setting.set", setting.Key, before, AuditJson.Of(value is null ? setting.DefaultText : setting.Show(value))));

        // Inside the transaction, so that two changes at once end with the same value here and in the database.
        if (value is null)
        {
            _values.TryRemove(setting.Key, out _);
        }
        else
        {
            _values[setting.Key] = value;
        }

        return true;
    }
}
