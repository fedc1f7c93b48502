// Lacquer.Audio.Encoding is about sound; the encoding of text needs another name here.
global using TextEncoding = System.Text.Encoding;
