using System.Globalization;
using System.Text;

using Hikyaku.Formats.Addresses;
using Hikyaku.Mail.Store;

namespace Hikyaku.Mail.Reception;

/// <summary>A message while it arrives: it reads the header as it passes and completes it where a user's program left fields out.</summary>
/// <remarks>Standards: RFC 6409 §8. Limits: at most one header line of <see cref="MaxLine"/> octets is held.</remarks>
public sealed class MessageInput : IAsyncDisposable
{
    private const int MaxLine = 4096;

    private readonly MessageWriter _writer;
    private readonly HeaderCompletion? _completion;
    private readonly MessageHeader _header = new();
    private readonly int _returnPathLength;
    private byte[] _line = [];
    private int _held;
    private bool _isInHeader = true;
    private bool _isInLongLine;

    /// <summary>Starts a message with the fields of this server.</summary>
    /// <param name="writer">Where it goes; owned from now on.</param>
    /// <param name="reversePath">For Return-Path (RFC 5321 §4.4).</param>
    /// <param name="traceFields">Whole lines, or an empty string.</param>
    /// <param name="completion">What to add to a header without it; null: nothing.</param>
    public MessageInput(MessageWriter writer, Address? reversePath, string traceFields, HeaderCompletion? completion)
    {
        ArgumentNullException.ThrowIfNull(writer);
        (_writer, _completion) = (writer, completion);
        _writer.Write(Encoding.UTF8.GetBytes($"Return-Path: <{reversePath}>\r\n"));
        _returnPathLength = (int)_writer.Length;
        _writer.Write(Encoding.UTF8.GetBytes(traceFields));
    }

    /// <summary>Received fields that the message came with.</summary>
    public int ReceivedFields => _header.ReceivedFields;

    /// <summary>Addresses that it has been delivered to before.</summary>
    public IReadOnlyList<string> DeliveredTo => _header.DeliveredTo;

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
            FlushLine([]);
        }

        if (_isInHeader)
        {
            EndHeader();
        }

        return await _writer.Complete(_returnPathLength);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _writer.DisposeAsync();

    private void Hold(ReadOnlySpan<byte> octets)
    {
        if (_isInLongLine || _held + octets.Length > MaxLine)
        {
            FlushLine(octets);
            _isInLongLine = true;
            return;
        }

        if (_line.Length == 0)
        {
            _line = new byte[MaxLine];
        }

        octets.CopyTo(_line.AsSpan(_held));
        _held += octets.Length;
    }

    private void TakeLine(ReadOnlySpan<byte> end)
    {
        if (_isInLongLine || _held + end.Length > MaxLine)
        {
            FlushLine(end);
            _isInLongLine = false;
        }
        else if (_held == 0)
        {
            Take(end);
        }
        else
        {
            end.CopyTo(_line.AsSpan(_held));
            var length = _held + end.Length;
            _held = 0;
            Take(_line.AsSpan(0, length));
        }
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

        _writer.Write(line);
    }

    // Only the start of a very long line is looked at.
    private void FlushLine(ReadOnlySpan<byte> octets)
    {
        if (_held > 0)
        {
            _ = _header.Take(_line.AsSpan(0, _held));
            _writer.Write(_line.AsSpan(0, _held));
            _held = 0;
        }
        else if (!_isInLongLine && !octets.IsEmpty)
        {
            _ = _header.Take(octets);
        }

        _writer.Write(octets);
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

        if (!_header.HasFrom && _completion.From is { } from)
        {
            Add($"From: {from}");
        }
    }

    private void Add(string field) => _writer.Write(Encoding.UTF8.GetBytes(field + "\r\n"));
}
