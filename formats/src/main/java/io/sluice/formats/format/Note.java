package io.sluice.formats.format;

/**
 * Something that people should know of a file.
 *
 * @param text for people; may quote what stands in the file
 * @param discreet the same without a quotation: where what is in the file is to be hidden
 */
public record Note(String text, String discreet) {
  /** One that quotes nothing. */
  static Note of(String text) {
    return new Note(text, text);
  }

  /** Either of the two. */
  public String told(boolean discreetly) {
    return discreetly ? discreet : text;
  }
}
