using System.Globalization;
using System.Text;

using Hikyaku.Formats.Addresses;
using Hikyaku.Mail.Store;

namespace Hikyaku.Mail.Reception;

/// <summary>
/// A message while it arrives: it reads the header as it passes, completes it where a user's program left fields out, and leaves out what must not go on.
/// </summary>
/// <remarks>Standards: RFC 6409 §8, RFC 5322 §3.6.3, RFC 5321 §4.4. Limits: at most one header line of <see cref="MaxLine"/> octets is held.</remarks>
public sealed class MessageInput : IAsyncDisposable
{
    private const int MaxLine = 4096;

    private readonly MessageWriter _writer;
    private readonly HeaderCompletion? _completion;
    private readonly MessageHeader _header;
    private readonly int _returnPathLength;
    private byte[] _line = [];
    private int _held;
    private bool _isInHeader = true;
    private bool _isInLongLine;

    /// <summary>Starts a message with the fields of this server.</summary>
    /// <param name="writer">Where it goes; owned from now on.</param>
    /// <param name="reversePath">For Return-Path (RFC 5321 §4.4).</param>
    /// <param name="traceFields">Whole lines, or an empty string.</param>
    /// <param name="completion">What to add to a header without it; null: the message comes from no user, so that nothing is added and Bcc stays.</param>
    public MessageInput(MessageWriter writer, Address? reversePath, string traceFields, HeaderCompletion? completion)
    {
        ArgumentNullException.ThrowIfNull(writer);
        // Bcc names those who were not to be named (RFC 5322 §3.6.3): a user's program that leaves it in leaves the removal to this server.
        (_writer, _completion, _header) = (writer, completion, new MessageHeader(leavesOutBcc: completion is not null));
        _writer.Write(Encoding.UTF8.GetBytes($"Return-Path: <{reversePath}>\r\n"));
        _returnPathLength = (int)_writer.Length;
        _writer.Write(Encoding.UTF8.GetBytes(traceFields));
        OwnLength = (int)_writer.Length;
    }

    /// <summary>The octets of Return-Path and of the fields of this server, which stand in front.</summary>
    public int OwnLength { get; }

    /// <summary>Received fields that the message came with.</summary>
    public int ReceivedFields => _header.ReceivedFields;

    /// <summary>The Message-ID that it has or gets, without angle brackets; null without one.</summary>
    public string? MessageId => _header.MessageId ?? (_header.HasMessageId ? null : _completion?.MessageId);

    /// <summary>Addresses that it has been delivered to before.</summary>
    public IReadOnlyList<string> DeliveredTo => _header.DeliveredTo;

    /// <summary>The addresses that From names; null when they can not be told.</summary>
    public IReadOnlyList<Address>? Authors => _header.From.Read();

    /// <summary>The addresses that Sender names; null when they can not be told.</summary>
    public IReadOnlyList<Address>? Senders => _header.Sender.Read();

    /// <summary>It has several From or several Sender fields.</summary>
    public bool RepeatsAuthor => _header.From.IsRepeated || _header.Sender.IsRepeated;

    /// <summary>Adds octets of the message.</summary>
    public void Write(ReadOnlySpan<byte> octets)
    {
        while (_isInHeader && !octets.IsEmpty)
        {
            var end = octets.IndexOf((byte)'\n') + 1;
            if (end == 0)
            {
                Hold(octets);
                return;
            }

            TakeLine(octets[..end]);
            octets = octets[end..];
        }

        _writer.Write(octets);
    }

    /// <summary>The message is whole.</summary>
    public async ValueTask<MessageContent> Complete()
    {
        if (_held > 0)
        {
            TakeHeld();
        }

        if (_isInHeader)
        {
            EndHeader();
        }

        return await _writer.Complete(_returnPathLength);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _writer.DisposeAsync();

    // Of a line longer than the buffer only the start is looked at.
    private void Hold(ReadOnlySpan<byte> octets)
    {
        if (_line.Length == 0)
        {
            _line = new byte[MaxLine];
        }

        var count = _isInLongLine ? 0 : Math.Min(MaxLine - _held, octets.Length);
        octets[..count].CopyTo(_line.AsSpan(_held));
        _held += count;
        if (count == octets.Length)
        {
            return;
        }

        if (!_isInLongLine)
        {
            _isInLongLine = true;
            _held = 0;
            Take(_line);
        }

        Pass(octets[count..]);
    }

    private void TakeLine(ReadOnlySpan<byte> end)
    {
        if (_held == 0 && !_isInLongLine)
        {
            Take(end);
            return;
        }

        Hold(end);
        if (_isInLongLine)
        {
            _isInLongLine = false;
            return;
        }

        TakeHeld();
    }

    private void TakeHeld()
    {
        var length = _held;
        _held = 0;
        Take(_line.AsSpan(0, length));
    }

    private void Take(ReadOnlySpan<byte> line)
    {
        var isEmpty = line.SequenceEqual("\r\n"u8);
        if (isEmpty || !_header.Take(line))
        {
            EndHeader();
            if (!isEmpty && _completion is not null)
            {
                _writer.Write("\r\n"u8);
            }
        }

        Pass(line);
    }

    private void Pass(ReadOnlySpan<byte> octets)
    {
        if (!_isInHeader || !_header.IsLeftOut)
        {
            _writer.Write(octets);
        }
    }

    private void EndHeader()
    {
        _isInHeader = false;
        if (_completion is null)
        {
            return;
        }

        if (!_header.HasDate)
        {
            Add($"Date: {_completion.Date.ToString("ddd, d MMM yyyy HH':'mm':'ss", CultureInfo.InvariantCulture)} +0000");
        }

        if (!_header.HasMessageId)
        {
            Add($"Message-ID: <{_completion.MessageId}>");
        }

        if (!_header.From.IsPresent && _completion.From is { } from)
        {
            Add($"From: {from}");
        }

        if (!_header.Sender.IsPresent && _completion.Sender is { } sender && _header.From.HasSeveral)
        {
            Add($"Sender: {sender}");
        }
    }

    private void Add(string field) => _writer.Write(Encoding.UTF8.GetBytes(field + "\r\n"));
}
